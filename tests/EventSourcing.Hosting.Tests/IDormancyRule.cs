namespace EventSourcing.Hosting.Tests;

/// <summary>A service that a process manager asks for.</summary>
public interface IDormancyRule
{
    TimeSpan Wait { get; }
}
