using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventSourcing.Hosting;

/// <summary>Runs the subscriptions and projections of a program from the host's start to its end.</summary>
internal sealed class SubscriptionService : IHostedService
{
    private readonly HostRegistrations _registrations;
    private readonly EventSourcingHostOptions _options;
    private readonly HostedStore _store;
    private readonly SubscriptionManager _manager;
    private readonly ILogger _logger;
    private readonly SubscriptionLog _log;

    // Whatever does not fit together is refused here, and so at the host's start: no store, options out of range, events in no catalog.
    public SubscriptionService(IServiceProvider services)
    {
        _registrations = services.GetRequiredService<HostRegistrations>();
        _options = services.GetRequiredService<IOptions<EventSourcingHostOptions>>().Value;
        _store = services.GetRequiredService<HostedStore>();
        _manager = services.GetRequiredService<SubscriptionManager>();
        _logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("EventSourcing.Subscriptions");
        _log = new SubscriptionLog(_manager, _logger);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _store.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (!_options.RunSubscriptions) return;
        _log.Begin();
        var enabled = _registrations.Subscriptions.Where(s => HostRegistrations.SettingsOf(s, _options).Enabled);
        await Task.WhenAll(enabled.Select(s => _manager.StartAsync(s.Name, cancellationToken).AsTask())).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var forced = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = _options.SecondSignalForces ? StopSignals.Watch(Force) : null;
        await _manager.StopAllAsync(forced.Token).ConfigureAwait(false);
        _log.End();

        void Force()
        {
            HostLog.Forced(_logger);
            try
            {
                forced.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // Everything had stopped just then.
            }
        }
    }
}
