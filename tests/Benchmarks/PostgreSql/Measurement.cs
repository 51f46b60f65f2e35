namespace Benchmarks.PostgreSql;

/// <summary>What one side did in one round.</summary>
/// <param name="Rate">Events per second.</param>
/// <param name="Cpu">Processor time for each event.</param>
/// <param name="Latency">The time that 99 of 100 appends stay below; zero where nothing is appended.</param>
internal sealed record Measurement(double Rate, CpuTime Cpu, TimeSpan Latency);
