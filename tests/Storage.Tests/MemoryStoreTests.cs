using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests;

public sealed class MemoryStoreTests : StoreContract
{
    protected override IStore Open() => new MemoryStore(keepsLog: true);
}
