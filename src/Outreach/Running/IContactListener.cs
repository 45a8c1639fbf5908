using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>Hears of contacts whose state changed, once that is durable.</summary>
public interface IContactListener
{
    /// <summary>Must not block and must not throw.</summary>
    void OnChanged(ContactRecord contact);
}
