using Microsoft.Extensions.Options;

namespace EventSourcing.Hosting;

/// <summary>Checks options when the host starts: names of settings that no subscription has, and values out of their range.</summary>
internal sealed class HostOptionsCheck(HostRegistrations registrations) : IValidateOptions<EventSourcingHostOptions>
{
    public ValidateOptionsResult Validate(string? name, EventSourcingHostOptions options)
    {
        var errors = new List<string>();
        foreach (var (subscription, settings) in options.Subscriptions)
        {
            if (!registrations.Subscriptions.Any(s => s.Name == subscription || s.Alias == subscription))
            {
                errors.Add($"There are settings for '{subscription}', and no subscription, projection or process has that name. Those that were added: {Names()}.");
                continue;
            }

            try
            {
                settings.Apply(new SubscriptionOptions { Name = subscription });
            }
            catch (ArgumentException e)
            {
                errors.Add($"The settings for '{subscription}' are out of range: {e.Message}");
            }
        }

        try
        {
            options.Apply(SubscriptionManagerOptions.Default);
        }
        catch (ArgumentException e)
        {
            errors.Add($"The settings for all subscriptions are out of range: {e.Message}");
        }

        try
        {
            options.ProcessTimeouts.Apply(ProcessTimeoutsOptions.Default);
        }
        catch (ArgumentException e)
        {
            errors.Add($"The settings for process timeouts are out of range: {e.Message}");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private string Names() => registrations.Subscriptions.Count == 0 ? "none" : string.Join(", ", registrations.Subscriptions.Select(s => $"'{s.Name}'"));
}
