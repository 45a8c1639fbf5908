namespace PreDelinquency.Gateway.Hosting;

/// <summary>
/// Marks an operation whose requests prove by a signature that they may be made. It is answered under any name and to pages of any site: a
/// proxy passes its own name on, and mail programs say all sorts of origins.
/// </summary>
internal sealed record SignedMetadata;
