namespace PreDelinquency.Cli.Progress;

/// <summary>Hears how far a piece of work has come. Safe to call from many threads; cheap, but not free: call it per thousand, not per one.</summary>
internal interface IProgressMeter
{
    /// <summary>Tells how much is done in all.</summary>
    void Report(long done);
}
