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
/// Customers in trouble whose episodes rise from level to level, each lived on under several lucks, both contacted and held out. A bank
/// sees one luck of each and one of both; who made the world sees all.
/// </summary>
public sealed class EscalatingWorld
{
    public const int Experiments = 60;

    private const int Customers = 2400;
    private const int Lucks = 4;
    private const int Days = 45;
    private const double Share = 0.3;

    // Three of four take messages.
    private const int UnreachableOf = 4;

    private readonly ContactPolicy _policy;
    private readonly List<string> _customers;
    private readonly IReadOnlyList<ContactRecord>[][] _contacted;
    private readonly IReadOnlyList<ContactRecord>[][] _heldOut;
    private readonly IReadOnlyList<ContactRecord>[][] _unhelped;

    public EscalatingWorld()
    {
        var carried = PolicyBundle.Default.Policy;
        _policy = carried with
        {
            Mode = OutreachMode.Live,
            Levels = carried.Levels.ToDictionary(level => level.Key, level => level.Value with { Approval = false, HoldoutPercent = 100 * Share }),
        };
        var population = new Population(new PopulationOptions { Customers = Customers, Seed = 31 });
        var lives = ParallelEnumerable.Range(0, Customers).AsOrdered().Select(i => WatchedLife.Known(population.CreateLife(i))).Where(life => life.IsTroubled).ToList();
        _customers = [.. lives.Select(life => life.CustomerId)];
        _contacted = Live(draw: 1, helps: true);
        _heldOut = Live(draw: 0, helps: true);
        _unhelped = Live(draw: 1, helps: false);

        IReadOnlyList<ContactRecord>[][] Live(double draw, bool helps) =>
        [
            .. lives.AsParallel().AsOrdered().Select((life, i) => Enumerable.Range(0, Lucks)
                .Select(luck => life.Fork((ulong)luck).Watch(Days, _policy, draw, isReachable: i % UnreachableOf != 0, helps)).ToArray()),
        ];
    }

    /// <summary>Customers and lucks of whom a level was proposed in an episode in which a lower one had been.</summary>
    public int Escalations(bool heldOut) => (heldOut ? _heldOut : _contacted).SelectMany(life => life)
        .Count(contacts => contacts.GroupBy(contact => contact.Proposal.EpisodeId).Any(episode => episode.Select(contact => contact.Proposal.Level).Distinct().Count() > 1));

    /// <summary>How many more pay on time for being contacted when help is first proposed, at a level or at any.</summary>
    public double TruthOf(RiskLevel? level) => Differences(level, _ => true).Average();

    /// <summary>The same of those who get a message.</summary>
    public double TruthPerMessage() => Differences(null, contacted => contacted.SentOn is not null).Average();

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
            return arm[i][LuckOf(number, i)];
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

    private IEnumerable<double> Differences(RiskLevel? level, Func<EffectUnit, bool> counts)
    {
        for (var i = 0; i < _customers.Count; i++)
        {
            for (var luck = 0; luck < Lucks; luck++)
            {
                // Until the first contact, luck is the same with help and without: so is what is first proposed.
                var (contacted, heldOut) = (Counted(_contacted[i][luck]).SingleOrDefault(), Counted(_heldOut[i][luck]).SingleOrDefault());
                Assert.Equal((contacted?.Level, contacted?.Driver, contacted?.Probability), (heldOut?.Level, heldOut?.Driver, heldOut?.Probability));
                if (contacted is { PaidOnTime: { } helped } && heldOut is { PaidOnTime: { } alone } && (level is null || contacted.Level == level) && counts(contacted))
                    yield return (helped ? 1 : 0) - (alone ? 1 : 0);
            }
        }
    }

    private static int LuckOf(int number, int customer)
    {
        Span<byte> text = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(text, number);
        BinaryPrimitives.WriteInt32LittleEndian(text[sizeof(int)..], customer);
        return SHA256.HashData(text)[0] % Lucks;
    }
}
