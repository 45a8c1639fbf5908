namespace PreDelinquency.Training;

/// <summary>A number drawn for a customer from the id alone: the same in every run, on every machine, in every data set.</summary>
internal static class CustomerDraw
{
    /// <summary>FNV-1a over the id, finished by a mixing step; 64 bits.</summary>
    public static ulong Of(string customerId, ulong salt)
    {
        var hash = 0xCBF2_9CE4_8422_2325 ^ (salt * 0x9E37_79B9_7F4A_7C15);
        foreach (var c in customerId)
            hash = (hash ^ c) * 0x0000_0100_0000_01B3;
        hash = (hash ^ (hash >> 32)) * 0xD6E8_FEB8_6659_FD93;
        return hash ^ (hash >> 32);
    }
}
