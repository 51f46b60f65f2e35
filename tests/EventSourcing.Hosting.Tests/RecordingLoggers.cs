using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting.Tests;

/// <summary>Keeps what is logged of event sourcing.</summary>
internal sealed class RecordingLoggers : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message, Exception? Exception)> _lines = new();

    public IReadOnlyCollection<(LogLevel Level, string Message, Exception? Exception)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Recorder(RecordingLoggers loggers, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => category.StartsWith("EventSourcing", StringComparison.Ordinal);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) loggers._lines.Enqueue((logLevel, formatter(state, exception), exception));
        }
    }
}
