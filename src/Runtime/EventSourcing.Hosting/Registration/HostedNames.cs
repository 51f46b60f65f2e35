using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EventSourcing.Hosting;

/// <summary>The subscriptions and projections that this process starts.</summary>
internal static class HostedNames
{
    public static IReadOnlyList<string> In(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<EventSourcingHostOptions>>().Value;
        return options.RunSubscriptions
            ? [.. services.GetRequiredService<HostRegistrations>().Subscriptions.Where(s => HostRegistrations.SettingsOf(s, options).Enabled).Select(s => s.Name)]
            : [];
    }
}
