using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Grains.Relays;
using PreDelinquency.Kafka;
using KafkaTopics = PreDelinquency.Kafka.Topics;

namespace PreDelinquency.Silo.Topics;

/// <summary>What a silo needs to read transactions from Kafka and to write there what came of them.</summary>
internal static class TopicServices
{
    /// <summary>Reads and writes topics. Every silo of the cluster must: which of them writes is the cluster's choice.</summary>
    public static ISiloBuilder AddTopics(this ISiloBuilder silo, KafkaOptions options)
    {
        silo.Services
            .AddSingleton(options)
            .AddSingleton<KafkaWriter>()
            .AddSingleton<IOutgoingDocuments, TopicDocuments>()
            .AddSingleton<OutboxRelay>()
            .AddSingleton<IRelay>(services => new TopicRelay(KafkaTopics.Interventions, services.GetRequiredService<OutboxRelay>().RelayInterventionsAsync))
            .AddSingleton<IRelay>(services => new TopicRelay(KafkaTopics.Predictions, services.GetRequiredService<OutboxRelay>().RelayScoresAsync))
            .AddSingleton(services => new TransactionConsumer(
                options,
                services.GetRequiredKeyedService<IngestFront>(SiloServices.Near),
                services.GetRequiredService<IClusterStore>(),
                services.GetRequiredService<ClusterClock>(),
                services.GetRequiredService<PortfolioView>(),
                services.GetRequiredService<KafkaWriter>(),
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<TransactionConsumer>>()))
            .AddHostedService<TopicWatch>()
            .AddHostedService<LagReporting>()
            .AddHostedService<TransactionReading>();
        return silo;
    }
}
