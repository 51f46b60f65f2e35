namespace Benchmarks.PostgreSql;

/// <summary>One caller.</summary>
internal interface IAppender : IAsyncDisposable
{
    /// <summary>Appends to the caller's own stream at the version that it has, or to a new one; returns when it is durable.</summary>
    ValueTask AppendAsync(int events, bool newStream);
}
