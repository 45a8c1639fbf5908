using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Reminders;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Relays;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests;

/// <summary>What is committed is passed on to topics by one grain of the cluster.</summary>
public sealed class RelayTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_topic_is_served_by_one_silo_from_the_beginning_on_and_goes_on_after_a_failure()
    {
        var topic = new CountedTopic();
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Configure = silo => silo.Services.AddSingleton<IRelay>(topic),
        });

        await Eventually.HoldsAsync(() => topic.Left == 0);

        Assert.Equal(1, topic.MostAtOnce);
        Assert.True(topic.HasFailed);
    }

    [Fact]
    public async Task A_topic_whose_silo_dies_is_served_on_by_another()
    {
        var topic = new CountedTopic();
        var reminders = new ReminderTime();
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Silos = 3,
            Configure = silo => silo.Services
                .AddSingleton<IRelay>(topic)
                .AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, reminders),
        });
        await Eventually.HoldsAsync(() => topic.Left == 0);
        var home = await cluster.Cluster.Client.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.Cluster.Client.GetGrain<IRelayGrain>(topic.Topic));
        Assert.NotNull(home);

        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(home)));
        topic.Add(5);

        // By its reminder, or by the call of a silo that lives.
        await Eventually.HoldsAsync(() =>
        {
            reminders.Advance(TimeSpan.FromSeconds(10));
            return topic.Left == 0;
        });
    }

    [Fact]
    public async Task Where_no_silo_serves_a_topic_any_more_its_reminder_ends()
    {
        var reminders = new ReminderTime();
        var bare = new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Silos = 1,
            Configure = silo => silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, reminders),
        };
        var serving = bare with { Configure = silo => { bare.Configure(silo); silo.Services.AddSingleton<IRelay>(new CountedTopic()); } };
        await using (await GrainCluster.StartAsync(serving))
            await Eventually.HoldsAsync(async () => await RemindersAsync(bare.Database) == 1);

        await using var cluster = await GrainCluster.StartAsync(bare);

        await Eventually.HoldsAsync(async () =>
        {
            reminders.Advance(TimeSpan.FromSeconds(10));
            return await RemindersAsync(bare.Database) == 0;
        });
    }

    [Fact]
    public async Task A_topic_for_which_there_is_always_something_new_is_not_behind()
    {
        var topic = new BusyTopic();
        var (age, hasFallen) = (0.0, false);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, l) =>
            {
                if (instrument.Name == "predelinquency.outbox.age")
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            if (tags.Contains(new KeyValuePair<string, object?>("topic", topic.Topic)))
                (age, hasFallen) = (value, hasFallen || value < age);
        });
        listener.Start();
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Configure = silo => silo.Services.AddSingleton<IRelay>(topic),
        });

        // What is always behind only gets older.
        await Eventually.HoldsAsync(() =>
        {
            listener.RecordObservableInstruments();
            return topic.Calls > 3 && hasFallen;
        });
    }

    private static async Task<long> RemindersAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM orleans_reminders WHERE reminder_name = 'relay'", connection);
        return (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private sealed class BusyTopic : IRelay
    {
        private int _calls;

        public string Topic => "busy";

        public int Page => 1000;

        public int Calls => Volatile.Read(ref _calls);

        public async Task<int> PassOnAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            Interlocked.Increment(ref _calls);
            return 1;
        }
    }

    private sealed class CountedTopic : IRelay
    {
        private int _left = 20;
        private int _atOnce;

        public string Topic => "counted";

        public int Page => 1;

        public int Left => Volatile.Read(ref _left);

        public int MostAtOnce { get; private set; }

        public bool HasFailed { get; private set; }

        public void Add(int count) => Interlocked.Add(ref _left, count);

        public async Task<int> PassOnAsync(CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            try
            {
                await Task.Yield();
                if (_left == 10 && !HasFailed)
                {
                    HasFailed = true;
                    throw new ServiceUnavailableException("The topic cannot be reached now.");
                }

                return _left == 0 ? 0 : Interlocked.Decrement(ref _left) + 1;
            }
            finally
            {
                Interlocked.Decrement(ref _atOnce);
            }
        }
    }
}
