using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Sending;

/// <summary>The settings of channels break rules; the message names file, line, value and rule of each.</summary>
public sealed class ChannelSettingsException : Exception
{
    public ChannelSettingsException()
        : this("The settings of channels break a rule.")
    {
    }

    public ChannelSettingsException(string message)
        : base(message)
    {
    }

    public ChannelSettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="faults">At least one.</param>
    public ChannelSettingsException(IReadOnlyList<PolicyFault> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>All that is wrong, in order of lines.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; } = [];
}
