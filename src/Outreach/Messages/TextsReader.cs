using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Messages;

/// <summary>Reads <c>texts.LANGUAGE.yaml</c>. What is returned is of use only where no fault was found.</summary>
internal static class TextsReader
{
    private static readonly ContactChannel[] Channels = Enum.GetValues<ContactChannel>();

    public static LanguageTexts Read(YamlGroup root)
    {
        var texts = new LanguageTexts
        {
            File = root.File,
            Language = Language(root),
            Direction = root.Word<TextDirection>("direction"),
            LongestName = ByName(root.Group("longest_name"), Channels, (group, name) => group.Count(name, 1, 100)),
            Greetings = ByName(root.Group("greetings"), Channels, (group, name) => ReadGreeting(group.Group(name))),
            Subjects = ByName(root.Group("subjects"), TextKey.Levels, Part),
            Openings = Flat(ByName(root.Group("openings"), Channels, (group, name) => ByName(group.Group(name), TextKey.Levels, Part))),
            Bodies = Flat(ByName(root.Group("bodies"), Enum.GetValues<Driver>(), (group, name) => ByName(group.Group(name), Channels, Part))),
            Closings = ByName(root.Group("closings"), Channels, Part),
            Offers = ReadOffers(root.Group("offers")),
            Written = ReadWritten(root),
            ForbiddenWords = root.OptionalTexts("forbidden_words"),
        };
        root.RefuseOtherKeys();
        return texts;
    }

    private static string Language(YamlGroup root)
    {
        var language = root.Text("language").Text;
        if (root.Has("language") && $"{PolicyFiles.TextsStart}{language}{PolicyFiles.Extension}" != root.File)
            root.Fault("language", "must be that in the file's name");
        else if (language.Any(char.IsUpper))
            root.Fault("language", "must be in lower case");
        return language;
    }

    private static Greeting ReadGreeting(YamlGroup group)
    {
        var greeting = new Greeting(Part(group, "named"), Part(group, "nameless"));
        group.RefuseOtherKeys();
        return greeting;
    }

    private static Dictionary<string, OfferPhrase> ReadOffers(YamlGroup group)
    {
        var offers = new Dictionary<string, OfferPhrase>();
        foreach (var code in group.Keys)
        {
            var phrases = group.Group(code);
            offers[code] = new(Part(phrases, "brief"), Part(phrases, "full"));
            phrases.RefuseOtherKeys();
        }

        return offers;
    }

    private static Dictionary<TextKey, Template> ReadWritten(YamlGroup root)
    {
        var written = new Dictionary<TextKey, Template>();
        foreach (var group in root.OptionalGroups("written"))
        {
            var key = new TextKey(group.Word<Driver>("driver"), group.Word("level", [.. TextKey.Levels]), group.Word<ContactChannel>("channel"));
            if (!written.TryAdd(key, Part(group, "text")))
                group.Fault("text", $"is the second for {key}");
            group.RefuseOtherKeys();
        }

        return written;
    }

    private static Template Part(YamlGroup group, string key)
    {
        var (template, fault) = Template.Parse(group.Text(key));
        if (fault is not null)
            group.Fault(key, fault);
        return template;
    }

    private static Dictionary<TKey, TValue> ByName<TKey, TValue>(YamlGroup group, IReadOnlyList<TKey> keys, Func<YamlGroup, string, TValue> read)
        where TKey : struct, Enum
    {
        var values = keys.ToDictionary(key => key, key => read(group, WireNames<TKey>.Of(key)));
        group.RefuseOtherKeys();
        return values;
    }

    private static Dictionary<(TOuter, TInner), Template> Flat<TOuter, TInner>(Dictionary<TOuter, Dictionary<TInner, Template>> nested)
        where TOuter : struct, Enum
        where TInner : struct, Enum =>
        nested.SelectMany(outer => outer.Value.Select(inner => (Key: (outer.Key, inner.Key), inner.Value))).ToDictionary(e => e.Key, e => e.Value);
}
