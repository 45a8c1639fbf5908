using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Experiments;

/// <summary>Names the code that makes a model: two programs of one fingerprint make the same model of the same data.</summary>
public static class CodeFingerprint
{
    /// <summary>16 hexadecimal digits over the identities of the compiled modules; builds are deterministic, so equal sources built in one place give equal ones.</summary>
    public static string Value { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', new[] { typeof(Trainer), typeof(FeatureCatalogue), typeof(TrainingRun) }.Select(t => t.Module.ModuleVersionId)))))[..16];

    /// <summary>The commit that the program was built from; null where the build did not know it.</summary>
    public static string? Commit { get; } = typeof(TrainingRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        .Split('+') is [_, { Length: > 0 } commit] ? commit : null;
}
