using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Internal;

/// <summary>Something for a worker to do in order of arrival.</summary>
/// <param name="models">Who judges what it leads to, as it was when the item arrived; null where it leads to no judgement.</param>
internal abstract class WorkItem(ServedModels? models)
{
    public ServedModels? Models => models;
}
