namespace PreDelinquency.Trees.Model;

/// <summary>How a raw score becomes what a model predicts.</summary>
internal enum TransformKind
{
    Identity,
    Sigmoid,
    SignedSquare,
    Exponential,
    LogOnePlusExp,
    Softmax,
}
