namespace PreDelinquency.Engine.Internal;

/// <summary>Somebody who waits for the engine and can be told that it will not come to it.</summary>
internal interface IWaiter
{
    void Fail(Exception exception);
}
