using System.Diagnostics;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

// One thread over the histories of 1,000 synthetic customers x 12 months, held in memory; medians of 7 rounds, the first
// not counted; counterfactuals of all who end up above LOW, the second time round. Processor time, not wall time: other work on the machine disturbs it less.
//   dotnet run -c Release --project benchmarks/Domain.Benchmarks [models/champion]
const int Customers = 1000, Rounds = 7;
var model = ModelBundle.Load(args.Length > 0 ? args[0] : "models/champion");
var histories = new Population(new PopulationOptions { Customers = Customers, Months = 12, Seed = 1 })
    .Transactions().GroupBy(t => t.CustomerId).Select(g => g.ToArray()).ToArray();
var total = histories.Sum(h => h.Length);
Console.WriteLine($"{Customers} customers, {total} transactions, {Environment.ProcessorCount} cores, .NET {Environment.Version}");

var features = new double[FeatureCatalogue.Count];
Report("Apply", Measure(() =>
{
    foreach (var history in histories)
    {
        var behaviour = new RollingBehaviour();
        foreach (var t in history)
            behaviour.Apply(t);
    }
}));
Report("Apply + features", Measure(() =>
{
    foreach (var history in histories)
    {
        var behaviour = new RollingBehaviour();
        foreach (var t in history)
        {
            behaviour.Apply(t);
            behaviour.Features(behaviour.LatestDay, features);
        }
    }
}));
var effects = new CustomerEffects();
Report("Customer (features, score, daily judgements, episodes)", Measure(() =>
{
    foreach (var history in histories)
    {
        var customer = new Customer(history[0].CustomerId);
        effects.Clear();
        foreach (var t in history)
            customer.Apply(t, model, effects);
    }
}));

var before = GC.GetTotalMemory(forceFullCollection: true);
var kept = histories.Select(Live).ToArray();
effects.Clear();
effects.Scores.TrimExcess();
effects.RiskChanges.TrimExcess();
effects.Interventions.TrimExcess();
var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)kept.Length;
Console.WriteLine($"{"Memory per customer, all objects",-56} {bytes,12:n0} bytes");

var served = new ServedModels(model);
var troubled = new List<(IReadOnlyList<Reading> Readings, RiskLevel Target)>();
foreach (var customer in kept)
{
    var assessment = customer.Assess(customer.LatestEvent!.Value, served);
    if (assessment.Score.Level > RiskLevel.Low)
        troubled.Add((assessment.Readings(), assessment.Score.Level - 1));
}

var durationsMs = new List<double>();
foreach (var (readings, target) in troubled.Concat(troubled))
{
    var start = Process.GetCurrentProcess().TotalProcessorTime;
    model.Counterfactual(readings, Maturity.Established, target);
    durationsMs.Add((Process.GetCurrentProcess().TotalProcessorTime - start).TotalMilliseconds);
}

double[] sorted = [.. durationsMs.Skip(troubled.Count).Order()];
Console.WriteLine($"{"Counterfactual",-56} {sorted[sorted.Length / 2],12:n1} ms (95% {sorted[sorted.Length * 95 / 100]:n1}, max {sorted[^1]:n1}, {sorted.Length} customers)");

Customer Live(Transaction[] history)
{
    var customer = new Customer(history[0].CustomerId);
    foreach (var t in history)
        customer.Apply(t, model, effects);
    effects.Clear();
    return customer;
}

double[] Measure(Action action)
{
    var rates = new List<double>();
    for (var round = 0; round < Rounds; round++)
    {
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        action();
        var seconds = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
        if (round > 0)
            rates.Add(total / seconds);
    }

    return [.. rates.Order()];
}

void Report(string what, double[] rates) =>
    Console.WriteLine($"{what,-56} {rates[rates.Length / 2],12:n0} transactions/s (min {rates[0]:n0}, max {rates[^1]:n0})");
