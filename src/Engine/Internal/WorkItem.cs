namespace PreDelinquency.Engine.Internal;

/// <summary>Something for a worker to do in order of arrival.</summary>
internal abstract class WorkItem;
