namespace EventSourcing.Hosting.Tests;

internal sealed class DormancyRule(TimeSpan wait) : IDormancyRule
{
    public TimeSpan Wait => wait;
}
