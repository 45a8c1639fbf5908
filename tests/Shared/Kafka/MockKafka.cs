using System.Runtime.InteropServices;

namespace PreDelinquency.Tests;

/// <summary>
/// Brokers in this process that speak the real protocol over TCP, as the client library has them for its own tests. They can be
/// reached from other processes too, go down, come back with what they held, and refuse requests.
/// </summary>
internal sealed partial class MockKafka : IDisposable
{
    /// <summary>Partitions of each topic.</summary>
    public const int Partitions = 4;

    private const string Library = "librdkafka";
    private const int Producer = 0;
    private const int Brokers = 3;
    private const int AllBrokers = -1;

    /// <summary>As it is named for those with and without a library that not every system has; the first that loads is it.</summary>
    private static readonly string[] Builds = [Library, "centos8-librdkafka", "alpine-librdkafka"];

    private readonly nint _client;
    private readonly nint _cluster;

    static MockKafka()
    {
        // Much of the client library blocks the thread that asks; on few cores a pool of few threads, which grows by one or two a
        // second, would leave none to what the tests wait for.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        Assert.True(ThreadPool.SetMinThreads(Math.Max(workers, 32), ports));
        NativeLibrary.SetDllImportResolver(typeof(MockKafka).Assembly, (name, assembly, path) =>
        {
            if (name != Library)
                return 0;
            foreach (var build in Builds)
            {
                if (NativeLibrary.TryLoad(build, assembly, path, out var library))
                    return library;
            }

            return 0;
        });
    }

    /// <param name="topics">To be made.</param>
    public MockKafka(params IEnumerable<string> topics)
    {
        var error = new byte[512];
        var configuration = NewConfiguration();
        Assert.Equal(0, Set(configuration, "log_level", "0", error, (nuint)error.Length));
        _client = New(Producer, configuration, error, (nuint)error.Length);
        Assert.True(_client != 0, System.Text.Encoding.UTF8.GetString(error));
        _cluster = NewCluster(_client, Brokers);
        Assert.True(_cluster != 0, "No brokers.");
        Servers = Marshal.PtrToStringUTF8(Bootstraps(_cluster))!;

        // Members of a group hear of a rebalance with their next heartbeat, and one that is killed is missed soon.
        SetHeartbeat(_cluster, 100);
        SetSessionTimeout(_cluster, 6000);
        SetRebalanceDelay(_cluster, 100);
        Assert.Equal(0, SetController(_cluster, 1));
        foreach (var topic in topics)
            Assert.Equal(0, CreateTopic(_cluster, topic, Partitions, Brokers));
    }

    /// <summary>Like <c>127.0.0.1:1234,127.0.0.1:1235</c>.</summary>
    public string Servers { get; }

    /// <summary>No broker can be reached any more, and connections end.</summary>
    public void GoDown() => Assert.Equal(0, SetDown(_cluster, AllBrokers));

    /// <summary>All brokers are back, with what they held.</summary>
    public void ComeBack() => Assert.Equal(0, SetUp(_cluster, AllBrokers));

    /// <summary>The next requests of a kind fail.</summary>
    /// <param name="request">Which kind, by the protocol's number.</param>
    /// <param name="error">With what, by the protocol's number.</param>
    /// <param name="times">How many.</param>
    public void Refuse(KafkaRequest request, short error, int times) =>
        PushErrors(_cluster, (short)request, (nuint)times, [.. Enumerable.Repeat((int)error, times)]);

    /// <summary>Requests of a kind are answered again.</summary>
    public void Accept(KafkaRequest request) => ClearErrors(_cluster, (short)request);

    public void Dispose()
    {
        DestroyCluster(_cluster);
        Destroy(_client);
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint NewConfiguration();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Set(nint configuration, string name, string value, [Out] byte[] error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint New(int type, nint configuration, [Out] byte[] error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void DestroyCluster(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Bootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_group_consumer_heartbeat_interval_ms")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SetHeartbeat(nint cluster, int ms);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_group_consumer_session_timeout_ms")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SetSessionTimeout(nint cluster, int ms);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SetRebalanceDelay(nint cluster, int ms);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_controller_id")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetController(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CreateTopic(nint cluster, string topic, int partitions, int replication);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void PushErrors(nint cluster, short request, nuint count, int[] errors);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ClearErrors(nint cluster, short request);
}
