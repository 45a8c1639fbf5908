namespace PreDelinquency.Trees.Tests.Text;

/// <summary>Damages a model text in one to three of the ways that files get damaged, or forged.</summary>
internal static class ModelMutation
{
    private static readonly string[] Values =
    [
        "", "0", "-1", "1", "2", "3", "15", "-15", "31", "4", "2147483647", "-2147483648", "4294967295", "99999999999999999999",
        "nan", "inf", "-inf", "1e308", "-1e308", "1e-320", "1e999", "0.5", "x", "=", "\0", "é", "1,5", "v4", "Tree=0", "end of trees",
    ];

    public static string Apply(string text, Random random)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            text = Once(text, random);
        }

        return text;
    }

    private static string Once(string text, Random random)
    {
        if (text.Length == 0)
        {
            return text;
        }

        int at = random.Next(text.Length);
        switch (random.Next(9))
        {
            case 0:
                return text[..at];
            case 1:
                return text[..at] + (char)random.Next(128) + text[(at + 1)..];
            case 2:
                return text.Remove(at, Math.Min(text.Length - at, random.Next(1, 200)));
            case 3:
                return text.Insert(at, text.Substring(random.Next(text.Length / 2), text.Length / 8));
            case 4:
                return Lines(text, random, (lines, line) => lines.RemoveAt(line));
            case 5:
                return Lines(text, random, (lines, line) => lines.Insert(random.Next(lines.Count), lines[line]));
            case 6:
                return Lines(text, random, (lines, line) =>
                {
                    int other = random.Next(lines.Count);
                    (lines[line], lines[other]) = (lines[other], lines[line]);
                });
            case 7:
                return Lines(text, random, (lines, line) => lines[line] = lines[line].Split('=')[0] + "=" + Values[random.Next(Values.Length)]);
            default:
                return Lines(text, random, (lines, line) =>
                {
                    string[] words = lines[line].Split(' ');
                    int word = random.Next(words.Length);
                    int equals = words[word].IndexOf('=', StringComparison.Ordinal) + 1;
                    words[word] = words[word][..equals] + Values[random.Next(Values.Length)];
                    lines[line] = string.Join(' ', words);
                });
        }
    }

    private static string Lines(string text, Random random, Action<List<string>, int> change)
    {
        List<string> lines = [.. text.Split('\n')];
        change(lines, random.Next(lines.Count));
        return string.Join('\n', lines);
    }
}
