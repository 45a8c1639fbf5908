using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Messaging;

namespace PreDelinquency.Grains.Calls;

/// <summary>
/// Notices silos that are gone, in a gateway: a client of the cluster is told nothing of them, so it looks into the list of those that
/// take calls. It tells of one that is gone with the look after: by then the client, which reads the list as often, sends it
/// nothing more, and calls that are made again are not lost a second time. Where the list cannot be read no silo can be declared dead either, and it is read again.
/// </summary>
/// <param name="list">Names a silo that started anew as another one.</param>
/// <param name="losses">Hears of them.</param>
/// <param name="time">For the pauses.</param>
/// <param name="logger">Hears when the list cannot be read.</param>
internal sealed partial class SiloListWatch(IGatewayListProvider list, SiloLosses losses, TimeProvider time, ILogger<SiloListWatch> logger) : BackgroundService
{
    /// <summary>How often the list is read, by this and by the client.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private HashSet<Uri> _known = [];
    private bool _isAnyGone;
    private bool _works = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await LookAsync();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync()
    {
        try
        {
            var listed = (await list.GetGateways()).ToHashSet();
            if (_isAnyGone)
                losses.Note();
            (_isAnyGone, _known, _works) = (!_known.IsSubsetOf(listed), listed, true);
        }
        catch (Exception e)
        {
            // Of whichever database library; nothing is known then, and nothing is lost by looking again.
            if (_works)
                LogNotRead(logger, e);
            _works = false;
        }
    }

    [LoggerMessage(3119, LogLevel.Warning, "The list of silos cannot be read; it is read again every second.")]
    private static partial void LogNotRead(ILogger logger, Exception e);
}
