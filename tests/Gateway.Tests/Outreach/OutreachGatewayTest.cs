using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Demo;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Tests.Outreach;

/// <summary>Tests of what a gateway answers about contacts, whoever decides about them.</summary>
/// <param name="isShared">Whether the gateway is as those of a cluster are: another process on the same store decides and hands over, and what it does is heard here.</param>
public abstract class OutreachGatewayTest(bool isShared) : IAsyncLifetime
{
    private const string Profile = """{"name":"Ana","time_zone":"Europe/Madrid","language":"en","email":"ana@example.com","phone":"+34600000000","consents":{"email":true,"sms":true,"phone":true}}""";

    private RunningGateway? _decider;

    private protected MemoryService Service { get; } = new() { EpisodeOpenedOn = new DateOnly(2026, 2, 27), Level = RiskLevel.Critical };

    private protected OutreachFolder Outreach { get; } = new();

    /// <summary>The gateway that is asked.</summary>
    private protected RunningGateway Gateway { get; private set; } = null!;

    /// <summary>Whether listeners hear every change, or of those between two looks the last.</summary>
    private protected bool TellsEveryChange => !isShared;

    public async ValueTask InitializeAsync()
    {
        Gateway = await StartAsync(Outreach.AddTo);
        if (isShared)
            (_decider, Gateway) = (Gateway, await StartAsync(Outreach.AddSharedTo));
        Assert.Equal(200, (await Gateway.SendAsync(HttpMethod.Put, "/customer/c1/profile", System.Text.Encoding.UTF8.GetBytes(Profile), "application/json")).Status);
    }

    public async ValueTask DisposeAsync()
    {
        if (_decider is not null)
            await _decider.DisposeAsync();
        await Gateway.DisposeAsync();
        await Outreach.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What is known of a contact, once it is in a state.</summary>
    private protected async Task<JsonElement> ContactAsync(string id, string state)
    {
        JsonElement contact = default;
        await Eventually.HoldsAsync(async () =>
        {
            (var status, contact) = await Gateway.GetAsync($"/interventions/{id}");
            return status == 200 && contact.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString() == state;
        });
        return contact;
    }

    /// <summary>Reads the message and approves it.</summary>
    private protected async Task<JsonElement> ApproveAsync(string id)
    {
        var revision = (await Gateway.GetAsync($"/interventions/{id}")).Body.GetProperty("message").GetProperty("revision").GetString();
        return await PostAsync($"/interventions/{id}/approve", new { by = "ann", revision });
    }

    private protected async Task<JsonElement> PostAsync(string path, object body, int expected = 200)
    {
        var (status, answer) = await Gateway.PostAsync(path, JsonSerializer.Serialize(body));
        Assert.True(status == expected, $"{status}: {answer}");
        return answer;
    }

    private Task<RunningGateway> StartAsync(Action<IServiceCollection> addOutreach) => RunningGateway.StartAsync(Service, services =>
    {
        addOutreach(services);
        services.AddSingleton<IContactChannel>(new DemoChannel(ContactChannel.Sms));
    });
}
