namespace PreDelinquency.Trees.Benchmarks;

/// <summary>The two models that are measured.</summary>
public enum ModelSize
{
    /// <summary>100 trees of 31 leaves on 28 features.</summary>
    Trees100,

    /// <summary>609 trees of 32 leaves on 74 features.</summary>
    Trees609,
}
