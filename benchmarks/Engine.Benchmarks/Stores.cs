using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage;

namespace PreDelinquency.Engine.Benchmarks;

/// <summary>Opens the kind of store that is measured, each time in a new folder beneath the system's folder for temporary files.</summary>
internal sealed class Stores(string kind)
{
    public string Kind => kind;

    public bool IsDurable => kind != "memory";

    public static string NewFolder() => Directory.CreateTempSubdirectory("engine-benchmark-").FullName;

    public IStore Open(string folder) => kind switch
    {
        "memory" => new MemoryStore(keepsLog: false),
        "sqlite" => SqliteStore.Open(new SqliteStoreOptions(folder)),
        "sqlite-process" => SqliteStore.Open(new SqliteStoreOptions(folder) { Durability = Durability.ProcessCrash }),
        _ => throw new InvalidOperationException($"{kind} is not a store; memory, sqlite and sqlite-process are."),
    };
}
