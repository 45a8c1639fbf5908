namespace PreDelinquency.Storage.Sqlite;

/// <summary>Which table's rows are listed. Part of the stored format.</summary>
internal enum PostingKind
{
    Transactions = 0,
    Scores = 1,
}
