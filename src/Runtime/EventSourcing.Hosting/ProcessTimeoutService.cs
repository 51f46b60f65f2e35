using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventSourcing.Hosting;

/// <summary>Lets timeouts of process managers elapse while the host runs. It is started after the subscriptions, and stopped before them: what elapses is handled while they drain.</summary>
internal sealed class ProcessTimeoutService : IHostedService
{
    private readonly ProcessTimeouts _timeouts;
    private readonly bool _runs;
    private readonly ILogger _logger;
    private (Exception? Error, long SoundRounds) _told;

    public ProcessTimeoutService(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<EventSourcingHostOptions>>().Value;
        _runs = options is { RunSubscriptions: true, ProcessTimeouts.Enabled: true };
        _timeouts = services.GetRequiredService<ProcessTimeouts>();
        _logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("EventSourcing.ProcessTimeouts");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_runs) return Task.CompletedTask;
        _timeouts.RoundFailed += OnRoundFailed;
        _timeouts.TimeoutFailed += OnTimeoutFailed;
        _timeouts.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_runs) return;

        // It ends with the timeout at hand. Where the store does not answer, the rest of the program is not kept waiting.
        await _timeouts.StopAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _timeouts.RoundFailed -= OnRoundFailed;
        _timeouts.TimeoutFailed -= OnTimeoutFailed;
    }

    private void OnRoundFailed(object? sender, EventArgs e)
    {
        // A store that is away for an hour is worth one line, and not one a second; one that came back and is away again is worth another.
        var (now, told) = ((Error: _timeouts.LastError, _timeouts.SoundRounds), _told);
        _told = now;
        if (now.Error is null || (told.SoundRounds == now.SoundRounds && told.Error is not null && told.Error.GetType() == now.Error.GetType() && told.Error.Message == now.Error.Message)) return;
        HostLog.TimeoutsFailed(_logger, now.Error);
    }

    private void OnTimeoutFailed(object? sender, ProcessTimeoutFailedEventArgs e) =>
        HostLog.TimeoutFailed(_logger, e.Error, e.Timeout.Name, e.Timeout.Process, e.Timeout.Key, e.Timeout.EventName, e.Timeout.DueAt);
}
