namespace PreDelinquency.Domain.Risk;

/// <summary>The models in use. Immutable: whoever has taken one of these judges a whole batch with it.</summary>
/// <param name="Champion">Its scores have consequences.</param>
/// <param name="Shadow">Scores beside it and is recorded, without consequences; null for none.</param>
public sealed record ServedModels(ModelBundle Champion, ModelBundle? Shadow = null);
