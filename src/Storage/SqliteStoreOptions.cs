namespace PreDelinquency.Storage;

/// <summary>Where an embedded store lives and how safe it is. Immutable.</summary>
/// <param name="Folder">Made where there is none.</param>
public sealed record SqliteStoreOptions(string Folder)
{
    /// <summary>By default everything acknowledged survives a loss of power.</summary>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>Rows per block of the index by customer; 16 to 1,048,576, by default 65,536.</summary>
    public int RowsPerBlock { get; init; } = 65_536;

    internal void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(Folder), nameof(Folder), Folder, "must name a folder");
        Require(Enum.IsDefined(Durability), nameof(Durability), Durability, "must be Full or ProcessCrash");
        Require(RowsPerBlock is >= 16 and <= 1_048_576, nameof(RowsPerBlock), RowsPerBlock, "must be 16 to 1,048,576");
    }

    private static void Require(bool holds, string property, object value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(property, value, $"{property} {rule}.");
    }
}
