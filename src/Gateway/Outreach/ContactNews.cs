using PreDelinquency.Gateway.Live;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Passes changes of contacts on to the live feed.</summary>
internal sealed class ContactNews(LiveFeed feed) : IContactListener
{
    public void OnChanged(ContactRecord contact) => feed.OnChanged(contact);
}
