using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace EventSourcing.Hosting;

/// <summary>Reads options from configuration, by hand: without reflection, and without passing over a name that is none.</summary>
internal static class HostConfiguration
{
    public static void Read(IConfiguration section, EventSourcingHostOptions options)
    {
        foreach (var entry in section.GetChildren())
        {
            switch (entry.Key.ToUpperInvariant())
            {
                case "RUNSUBSCRIPTIONS": options.RunSubscriptions = Parse<bool>(entry); break;
                case "SHARESUBSCRIPTIONS": options.ShareSubscriptions = Parse<bool>(entry); break;
                case "LEASEDURATION": options.LeaseDuration = Parse<TimeSpan>(entry); break;
                case "MAXCONNECTIONS": options.MaxConnections = Parse<int>(entry); break;
                case "SECONDSIGNALFORCES": options.SecondSignalForces = Parse<bool>(entry); break;
                case "SUBSCRIPTIONS": ReadSubscriptions(entry, options); break;
                case "PROCESSTIMEOUTS": ReadTimeouts(entry, options.ProcessTimeouts); break;
                default: throw Unknown(entry, "RunSubscriptions, ShareSubscriptions, LeaseDuration, MaxConnections, SecondSignalForces, Subscriptions, ProcessTimeouts");
            }
        }
    }

    private static void ReadSubscriptions(IConfigurationSection section, EventSourcingHostOptions options)
    {
        foreach (var entry in section.GetChildren())
        {
            if (!options.Subscriptions.TryGetValue(entry.Key, out var settings)) options.Subscriptions.Add(entry.Key, settings = new SubscriptionSettings());
            foreach (var setting in entry.GetChildren()) Read(setting, settings);
        }
    }

    private static void ReadTimeouts(IConfigurationSection section, ProcessTimeoutSettings settings)
    {
        foreach (var entry in section.GetChildren())
        {
            switch (entry.Key.ToUpperInvariant())
            {
                case "ENABLED": settings.Enabled = Parse<bool>(entry); break;
                case "POLLINTERVAL": settings.PollInterval = Parse<TimeSpan>(entry); break;
                case "LOCKNAME": settings.LockName = entry.Value; break;
                default: throw Unknown(entry, "Enabled, PollInterval, LockName");
            }
        }
    }

    private static void Read(IConfigurationSection entry, SubscriptionSettings settings)
    {
        switch (entry.Key.ToUpperInvariant())
        {
            case "ENABLED": settings.Enabled = Parse<bool>(entry); break;
            case "BATCHSIZE": settings.BatchSize = Parse<int>(entry); break;
            case "PARTITIONS": settings.Partitions = Parse<int>(entry); break;
            case "MAXINFLIGHTEVENTS": settings.MaxInFlightEvents = Parse<int>(entry); break;
            case "MAXINFLIGHTBYTES": settings.MaxInFlightBytes = Parse<long>(entry); break;
            case "POLLINTERVAL": settings.PollInterval = Parse<TimeSpan>(entry); break;
            case "HANDLERTIMELIMIT": settings.HandlerTimeLimit = Parse<TimeSpan>(entry); break;
            case "DRAINTIME": settings.DrainTime = Parse<TimeSpan>(entry); break;
            case "STOPDEADLINE": settings.StopDeadline = Parse<TimeSpan>(entry); break;
            case "MAXATTEMPTS": settings.MaxAttempts = Parse<int>(entry); break;
            case "ONERROR":
                settings.OnError = Enum.TryParse<ErrorStrategy>(entry.Value, ignoreCase: true, out var strategy) && Enum.IsDefined(strategy)
                    ? strategy
                    : throw Unreadable(entry, "one of Park, Stop and Skip");
                break;
            default:
                throw Unknown(entry, "Enabled, BatchSize, Partitions, MaxInFlightEvents, MaxInFlightBytes, PollInterval, HandlerTimeLimit, DrainTime, StopDeadline, MaxAttempts, OnError");
        }
    }

    private static TValue Parse<TValue>(IConfigurationSection entry)
        where TValue : IParsable<TValue> => TValue.TryParse(entry.Value, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Unreadable(entry, typeof(TValue) == typeof(bool) ? "true or false" : typeof(TValue) == typeof(TimeSpan) ? "a time such as 00:00:30" : "a whole number");

    private static InvalidOperationException Unknown(IConfigurationSection entry, string known) => new($"The configuration has '{entry.Path}', and there is no such setting. The settings there: {known}.");

    private static InvalidOperationException Unreadable(IConfigurationSection entry, string form) => new($"The configuration says '{entry.Value}' for '{entry.Path}', which takes {form}.");
}
