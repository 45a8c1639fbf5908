using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Takes secrets from where settings say that they are: <c>file</c>, as secrets are mounted, or <c>env</c>, a variable. A secret that
/// stands in the settings themselves is refused, and shown to nobody.
/// </summary>
/// <param name="folder">What names of files are relative to.</param>
/// <param name="environment">The value of a variable; null where it is not set.</param>
internal sealed class SecretReader(string folder, Func<string, string?> environment)
{
    private const string Places = "must say where it is, by file: or env:";
    private const int LeastKey = 32;
    private const int MostKeys = 2;

    public Secret Password(YamlGroup group, string key)
    {
        if (group.HasGroup(key))
            return Read(group.Group(key), least: 1);
        group.FaultOfSecret(key, Places);
        return new Secret("");
    }

    /// <summary>One key to sign with, or two while one is being replaced.</summary>
    public IReadOnlyList<Secret> SigningKeys(YamlGroup group, string key)
    {
        if (!group.HasList(key))
        {
            group.FaultOfSecret(key, group.Has(key) ? $"must list one or two secrets, each of which {Places}" : "is required");
            return [];
        }

        var keys = group.OptionalGroups(key).Select(item => Read(item, LeastKey)).ToList();
        if (keys.Count is 0 or > MostKeys)
            group.FaultOfSecret(key, $"must list one secret, or {MostKeys} while one is being replaced");
        return keys;
    }

    private Secret Read(YamlGroup group, int least)
    {
        var (isFile, isVariable) = (group.Has("file"), group.Has("env"));
        var secret = "";
        if (isFile == isVariable)
        {
            group.FaultOfSecret("file", isFile ? "must not be there together with env" : "or env is required");
        }
        else
        {
            var place = isFile ? "file" : "env";
            secret = isFile ? ReadFile(group) : environment(group.Text("env").Text) ?? "";
            if (secret.Length < least)
                group.Fault(place, least == 1 ? "must hold a secret, and nothing is there" : $"must hold a secret of at least {least} characters, and holds {secret.Length}");
        }

        group.RefuseOtherKeys();
        return new Secret(secret);
    }

    // A line feed at the end is an editor's, and no part of the secret.
    private string ReadFile(YamlGroup group)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, group.Text("file").Text)).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            group.Fault("file", "cannot be read");
            // Long enough: one fault is told of it.
            return new string(' ', LeastKey);
        }
    }
}
