using System.Diagnostics.CodeAnalysis;

namespace EventSourcing.Tests.Domain;

/// <summary>An id whose text is a record's display form, which does not parse back: the mistake that a repository refuses.</summary>
public sealed record ForgetfulId(int Value) : IParsable<ForgetfulId>
{
    public static ForgetfulId Parse(string s, IFormatProvider? provider) => new(int.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ForgetfulId result)
    {
        result = int.TryParse(s, provider, out var value) ? new ForgetfulId(value) : null;
        return result is not null;
    }
}

[Aggregate("forgetful")]
public sealed partial class Forgetful : AggregateRoot<ForgetfulId>
{
    [Handles]
    private void Ignore(CounterLookedAt e) => _ = e;
}
