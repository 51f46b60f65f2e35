namespace EventSourcing;

/// <summary>Which tagged events are meant: those that meet at least one of several criteria.</summary>
/// <remarks>
/// With it a decision can rest on events of any number of streams: read what the query gives, decide, and append on the <see cref="AppendCondition"/> that the query
/// would give nothing new. Events get their tags by <see cref="NewEvent.Tags"/>.
/// </remarks>
public sealed class TagQuery
{
    private readonly TagCriterion[] _anyOf;

    /// <summary>Asks for the events that meet at least one of the criteria.</summary>
    /// <param name="anyOf">The criteria; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or a <see langword="null"/> among them.</exception>
    public TagQuery(params IReadOnlyList<TagCriterion> anyOf)
    {
        ArgumentNullException.ThrowIfNull(anyOf);
        _anyOf = [.. anyOf];
        if (_anyOf.Length == 0) throw new ArgumentException("A query without criteria names no events. Give it at least one TagCriterion.", nameof(anyOf));
        if (Array.IndexOf(_anyOf, null) is var index and >= 0) throw new ArgumentException($"The query has null in place of criterion {index + 1} of {_anyOf.Length}.", nameof(anyOf));
    }

    /// <summary>The criteria.</summary>
    public IReadOnlyList<TagCriterion> AnyOf => _anyOf;

    /// <summary>Asks for the events that have all of some tags.</summary>
    /// <param name="tags">The tags; at least one.</param>
    /// <returns>The query.</returns>
    public static TagQuery AllTags(params IReadOnlyList<string> tags) => new(new TagCriterion(tags));

    /// <inheritdoc/>
    public override string ToString() => string.Join(" or ", _anyOf.Select(c => c.ToString()));
}
