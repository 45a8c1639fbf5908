using System.Buffers.Binary;
using System.Security.Cryptography;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>
/// Customers in trouble whose episodes rise from level to level, each lived on under several lucks, both contacted and held out. A person
/// reads every message before it goes, at once or never, so that a first proposal lapses here and there and a later one goes. A bank sees one
/// luck of each and one of both; who made the world sees all, and what each customer got.
/// </summary>
public sealed class EscalatingWorld
{
    public const int Experiments = 60;

    private const int Customers = 2400;
    private const int Lucks = 4;
    private const int Days = 45;
    private const double Share = 0.3;

    // Four of five take messages.
    private const int UnreachableOf = 5;

    // Of every other nobody finds the time to read what is not urgent.
    private const int UnreadOf = 2;

    private readonly ContactPolicy _policy;
    private readonly List<string> _customers;
    private readonly Watched[][] _contacted;
    private readonly Watched[][] _heldOut;
    private readonly Watched[][] _unhelped;

    public EscalatingWorld()
    {
        var carried = PolicyBundle.Default.Policy;
        _policy = carried with
        {
            Mode = OutreachMode.Live,
            Levels = carried.Levels.ToDictionary(level => level.Key, level => level.Value with { Approval = true, HoldoutPercent = 100 * Share }),
        };
        var population = new Population(new PopulationOptions { Customers = Customers, Seed = 31 });
        var lives = ParallelEnumerable.Range(0, Customers).AsOrdered().Select(i => WatchedLife.Known(population.CreateLife(i))).Where(life => life.IsTroubled).ToList();
        _customers = [.. lives.Select(life => life.CustomerId)];
        _contacted = Live(draw: 1, helps: true);
        _heldOut = Live(draw: 0, helps: true);
        _unhelped = Live(draw: 1, helps: false);

        Watched[][] Live(double draw, bool helps) =>
        [
            .. lives.AsParallel().AsOrdered().Select((life, i) => Enumerable.Range(0, Lucks)
                .Select(luck => life.Fork((ulong)luck).Watch(Days, _policy, draw, isReachable: i % UnreachableOf != 0, helps, level => level > RiskLevel.Medium || i % UnreadOf != 0)).ToArray()),
        ];
    }

    /// <summary>Customers and lucks of whom a level was proposed in an episode in which a lower one had been.</summary>
    public int Escalations(bool heldOut) => (heldOut ? _heldOut : _contacted).SelectMany(life => life)
        .Count(watched => watched.Contacts.GroupBy(contact => contact.Proposal.EpisodeId).Any(episode => episode.Select(contact => contact.Proposal.Level).Distinct().Count() > 1));

    /// <summary>How many more pay on time for being contacted when help is first proposed, at a level or at any.</summary>
    public double TruthOf(RiskLevel? level) => Differences(level, _ => true).Average();

    /// <summary>The same of those whom anything reached in the days that count.</summary>
    public double TruthOfReached(RiskLevel? level) => Differences(level, contacted => contacted.WasReached).Average();

    /// <summary>Share of the contacted whom anything reached in these days, and of those whom the contact of their first proposal did.</summary>
    public (double ByAny, double ByFirst) Reached()
    {
        var counted = _contacted.SelectMany(life => life).Where(watched => watched.First is not null).ToList();
        return (counted.Average(watched => watched.WasReached ? 1.0 : 0), counted.Average(watched => watched.First!.Sent!.Count > 0 ? 1.0 : 0));
    }

    /// <summary>A bank draws its holdout, helps all others, and examines what became of them.</summary>
    /// <param name="number">Equal numbers make equal experiments.</param>
    /// <param name="helps">Whether contacts change anything.</param>
    /// <param name="choose">Who counts; null for whom the program counts.</param>
    public EffectReport Experiment(int number, bool helps = true, Func<IEnumerable<ContactRecord>, IReadOnlyCollection<EffectUnit>>? choose = null)
    {
        var key = SHA256.HashData(BitConverter.GetBytes(number));
        var seen = _customers.SelectMany((customer, i) =>
        {
            var arm = HoldoutDraw.Of(key, customer) < Share ? _heldOut : helps ? _contacted : _unhelped;
            return arm[i][LuckOf(number, i)].Contacts;
        });
        return EffectExamination.Of((choose ?? Counted)(seen), _policy);
    }

    private static IReadOnlyList<EffectUnit> Counted(IEnumerable<ContactRecord> contacts)
    {
        var sample = new EffectSample();
        foreach (var contact in contacts)
            sample.Add(contact);
        return sample.Units;
    }

    private IEnumerable<double> Differences(RiskLevel? level, Func<Watched, bool> counts)
    {
        for (var i = 0; i < _customers.Count; i++)
        {
            for (var luck = 0; luck < Lucks; luck++)
            {
                // Until something reaches the customer, luck is the same with help and without: so is what is first proposed.
                var (contacted, heldOut) = (_contacted[i][luck], _heldOut[i][luck]);
                var proposals = (contacted.First?.Proposal, heldOut.First?.Proposal);
                Assert.Equal((proposals.Item1?.Level, proposals.Item1?.Driver, proposals.Item1?.Probability), (proposals.Item2?.Level, proposals.Item2?.Driver, proposals.Item2?.Probability));
                Assert.Empty(heldOut.Received);
                if (contacted.First is { PaymentOutcome: { } helped } && heldOut.First is { PaymentOutcome: { } alone } && (level is null || proposals.Item1!.Level == level) && counts(contacted))
                    yield return Value(helped) - Value(alone);
            }
        }

        static double Value(ContactOutcome outcome) => outcome == ContactOutcome.PaidOnTime ? 1 : 0;
    }

    private static int LuckOf(int number, int customer)
    {
        Span<byte> text = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(text, number);
        BinaryPrimitives.WriteInt32LittleEndian(text[sizeof(int)..], customer);
        return SHA256.HashData(text)[0] % Lucks;
    }
}
