using System.Globalization;

namespace EventSourcing;

/// <summary>What an append expects of its stream. There is no default: an append without a choice is refused.</summary>
public readonly record struct ExpectedVersion
{
    private const long AnyValue = -1;
    private const long StreamExistsValue = -2;

    private readonly long _code;

    // default(ExpectedVersion) is none of the four: nobody appends without having chosen.
    private readonly bool _chosen;

    private ExpectedVersion(long code)
    {
        _code = code;
        _chosen = true;
    }

    /// <summary>Whatever the version is: the append never conflicts; the store retries it by itself.</summary>
    public static ExpectedVersion Any { get; } = new(AnyValue);

    /// <summary>The stream must not exist; the same as <c>Exactly(0)</c>.</summary>
    public static ExpectedVersion NoStream { get; } = new(0);

    /// <summary>The stream must have at least one event.</summary>
    public static ExpectedVersion StreamExists { get; } = new(StreamExistsValue);

    /// <summary>The stream must be at this version.</summary>
    /// <param name="version">The version: 0 for an absent stream.</param>
    /// <returns>The expectation.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="version"/> is negative.</exception>
    public static ExpectedVersion Exactly(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        return new ExpectedVersion(version);
    }

    /// <summary>Whether this is <see cref="Any"/>.</summary>
    public bool IsAny => _chosen && _code == AnyValue;

    /// <summary>Whether this is <see cref="StreamExists"/>.</summary>
    public bool IsStreamExists => _chosen && _code == StreamExistsValue;

    /// <summary>Whether a choice was made: <see langword="false"/> for <c>default(ExpectedVersion)</c> alone.</summary>
    public bool IsSpecified => _chosen;

    /// <summary>The version of <see cref="Exactly"/>, 0 for <see cref="NoStream"/>, and <see langword="null"/> otherwise.</summary>
    public long? Version => _chosen && _code >= 0 ? _code : null;

    /// <summary>Whether a stream at <paramref name="actual"/> meets the expectation.</summary>
    /// <param name="actual">The stream's version; 0 for an absent one.</param>
    /// <returns>Whether an append may go on.</returns>
    public bool IsMetBy(long actual) => _chosen && _code switch
    {
        AnyValue => true,
        StreamExistsValue => actual > 0,
        _ => actual == _code,
    };

    /// <inheritdoc/>
    public override string ToString() => this switch
    {
        { _chosen: false } => "(unspecified)",
        { _code: AnyValue } => "Any",
        { _code: StreamExistsValue } => "StreamExists",
        { _code: 0 } => "NoStream",
        _ => string.Create(CultureInfo.InvariantCulture, $"Exactly({_code})"),
    };

    /// <summary>The expectation within a sentence.</summary>
    internal string Describe() => this switch
    {
        { _code: 0 } => "no stream yet",
        { _code: StreamExistsValue } => "an existing stream",
        { _code: > 0 } => string.Create(CultureInfo.InvariantCulture, $"version {_code}"),
        _ => "any version",
    };
}
