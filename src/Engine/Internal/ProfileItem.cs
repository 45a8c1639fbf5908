using PreDelinquency.Domain.Profiles;

namespace PreDelinquency.Engine.Internal;

/// <summary>A customer's profile came in.</summary>
internal sealed class ProfileItem(string customerId, CustomerProfile profile, Acknowledgement acknowledgement) : WorkItem(models: null)
{
    public string CustomerId => customerId;

    public CustomerProfile Profile => profile;

    public Acknowledgement Acknowledgement => acknowledgement;
}
