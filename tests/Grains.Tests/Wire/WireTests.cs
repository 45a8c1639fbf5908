using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Serialization.Configuration;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Hosting;

namespace PreDelinquency.Grains.Tests.Wire;

/// <summary>
/// Processes of two versions understand each other while one replaces the other: what version 1 wrote (version-1.txt: a name and
/// the bytes in hexadecimal, as <see cref="Serializer"/> wrote <see cref="Samples"/> when it was new) is read for ever. A new message adds
/// a line; no line changes. What a message with more fields looks like since is in version-2.txt and those after it, as it was written
/// when those fields were new: a message that gains fields once more gets a line in the next file.
/// </summary>
public sealed class WireTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer(builder => builder.AddAssembly(typeof(ICustomerGrain).Assembly)).BuildServiceProvider();
    private static readonly Serializer Serializer = Services.GetRequiredService<Serializer>();
    private static readonly JsonSerializerOptions Readable = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly Dictionary<string, byte[]> VersionOne = Written(1);

    public static TheoryData<string> Names => [.. Samples.All.Keys];

    public static TheoryData<int> LaterVersions => [.. Enumerable.Range(2, Samples.Newest - 1)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_read(string name) =>
        AreEqual(Samples.All[name], Serializer.Deserialize<object>(Serializer.SerializeToArray<object>(Samples.All[name])));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_version_1_wrote_is_read(string name)
    {
        Assert.True(VersionOne.TryGetValue(name, out var bytes), $"version-1.txt lacks: {name} {Convert.ToHexString(Serializer.SerializeToArray<object>(Samples.All[name]))}");
        AreEqual(Samples.Of(1, name), Serializer.Deserialize<object>(bytes!));
    }

    [Theory]
    [MemberData(nameof(LaterVersions))]
    public void What_a_later_version_wrote_with_fields_that_the_one_before_did_not_know_is_read(int version)
    {
        var written = Written(version);
        var names = Samples.All.Keys.Where(name => !ReferenceEquals(Samples.Of(version, name), Samples.Of(version - 1, name))).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name =>
        {
            var sample = Samples.Of(version, name);
            Assert.True(written.TryGetValue(name, out var bytes), $"version-{version}.txt lacks: {name} {Convert.ToHexString(Serializer.SerializeToArray<object>(sample))}");
            AreEqual(sample, Serializer.Deserialize<object>(bytes!));
        });
        Assert.Equal(names.Count, written.Count);
    }

    [Fact]
    public void The_day_of_past_features_which_version_1_did_not_write_is_written_and_read()
    {
        var dated = (PastFeatures)Samples.All[nameof(PastFeatures)] with { Day = new DateOnly(2026, 3, 3) };

        AreEqual(dated, Serializer.Deserialize<object>(Serializer.SerializeToArray<object>(dated)));
    }

    [Fact]
    public void The_day_on_which_an_episode_opened_which_version_1_did_not_write_is_written_and_read()
    {
        var opened = new DateOnly(2026, 3, 3);
        foreach (var dated in new object[] { (Intervention)Samples.All[nameof(Intervention)] with { EpisodeOpenedOn = opened }, (CustomerView)Samples.All[nameof(CustomerView)] with { EpisodeOpenedOn = opened } })
            AreEqual(dated, Serializer.Deserialize<object>(Serializer.SerializeToArray<object>(dated)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_name_of_the_code_is_on_the_wire(string name) =>
        Assert.DoesNotContain("PreDelinquency", Encoding.Latin1.GetString(Serializer.SerializeToArray<object>(Samples.All[name])), StringComparison.Ordinal);

    [Fact]
    public void Every_message_and_every_converted_type_has_a_sample()
    {
        var types = typeof(ICustomerGrain).Assembly.GetTypes();
        var messages = types.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.Name.EndsWith("Surrogate", StringComparison.Ordinal));
        var converted = types.SelectMany(type => type.GetInterfaces()).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConverter<,>)).Select(i => i.GetGenericArguments()[0]);

        Assert.Equal(messages.Concat(converted).Select(type => type.Name).Order(StringComparer.Ordinal), Samples.All.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alias_is_its_own_and_nothing_lacks_one()
    {
        var types = typeof(ICustomerGrain).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null || typeof(IGrain).IsAssignableFrom(type))
            .Where(type => type.Namespace!.StartsWith("PreDelinquency.Grains.Abstractions", StringComparison.Ordinal)).ToList();
        Assembly[] others = [typeof(ClusterSettings).Assembly, typeof(WireTests).Assembly];
        var aliases = Services.GetRequiredService<IOptions<TypeManifestOptions>>().Value.WellKnownTypeAliases
            .Where(alias => alias.Key.StartsWith("predelinquency.", StringComparison.Ordinal) && !others.Contains(alias.Value.Assembly)).ToList();

        Assert.All(types, type => Assert.NotNull(type.GetCustomAttribute<AliasAttribute>()));
        Assert.Equal(types.Count(type => !type.IsInterface) + types.Count(type => type.Name.EndsWith("Surrogate", StringComparison.Ordinal)), aliases.Count(alias => !alias.Value.IsInterface));
        Assert.Equal(aliases.Count, aliases.Select(alias => alias.Value).Distinct().Count());
        Assert.All(types.Where(type => type.IsInterface), grain =>
        {
            var methods = grain.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias).ToList();
            Assert.DoesNotContain(null, methods);
            Assert.Equal(methods.Count, methods.Distinct(StringComparer.Ordinal).Count());
        });
    }

    private static Dictionary<string, byte[]> Written(int version) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Wire", $"version-{version}.txt"))
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1]), StringComparer.Ordinal);

    private static void AreEqual(object expected, object? actual)
    {
        Assert.IsType(expected.GetType(), actual);
        Assert.Equal(Text(expected), Text(actual!));
    }

    private static string Text(object value) => value switch
    {
        ServiceUnavailableException refusal => $"{refusal.Message} {refusal.IsPermanent} {refusal.CustomerId}",
        StoreException failure => $"{failure.Message} {failure.IsPermanent} {failure.CustomerId}",
        Exception e => e.Message,
        _ => JsonSerializer.Serialize(value, value.GetType(), Readable),
    };
}
