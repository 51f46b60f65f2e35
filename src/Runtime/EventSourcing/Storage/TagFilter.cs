using System.Collections.Frozen;

namespace EventSourcing.Storage;

/// <summary>What a <see cref="TagQuery"/> stands for in a store: its tags, with its event names resolved against the catalog. For authors of stores.</summary>
public sealed class TagFilter
{
    private readonly Criterion[] _anyOf;

    private TagFilter(Criterion[] anyOf) => _anyOf = anyOf;

    /// <summary>The criteria, of which an event must meet one. A store finds candidates by tags, and asks <see cref="Criterion.Names"/> and then <see cref="Passes"/>.</summary>
    public IReadOnlyList<Criterion> AnyOf => _anyOf;

    /// <summary>Finds out what a query stands for.</summary>
    /// <param name="catalog">The events that the store knows.</param>
    /// <param name="query">The query; <see langword="null"/> lets everything through.</param>
    /// <returns>The filter, or <see langword="null"/> for everything.</returns>
    /// <exception cref="ArgumentException">A name is in no catalog, or no event has it any more.</exception>
    public static TagFilter? Resolve(EventCatalog catalog, TagQuery? query) => query is null
        ? null
        : new TagFilter([.. query.AnyOf.Select(c => new Criterion((FrozenSet<string>)c.Tags, EventNameFilter.Resolve(catalog, c.EventNames)))]);

    /// <summary>Whether an event can be read as one that passes, or cannot be read at all.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="schemaVersion">The stored version of the shape.</param>
    /// <param name="tags">The event's tags.</param>
    /// <returns>Whether it has to be read.</returns>
    public bool MayPass(string name, int schemaVersion, IReadOnlySet<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        foreach (var criterion in _anyOf)
        {
            if (criterion.MayPass(name, schemaVersion, tags)) return true;
        }

        return false;
    }

    /// <summary>Whether an event passes that was read.</summary>
    /// <param name="event">The event, in its current shape.</param>
    /// <param name="tags">Its tags.</param>
    /// <returns>Whether the reading gives it.</returns>
    public bool Passes(object @event, IReadOnlySet<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        foreach (var criterion in _anyOf)
        {
            if (criterion.IsMetBy(tags) && (criterion.Names is null || criterion.Names.Passes(@event))) return true;
        }

        return false;
    }

    /// <summary>One of the criteria.</summary>
    public sealed class Criterion
    {
        private readonly FrozenSet<string> _tags;

        internal Criterion(FrozenSet<string> tags, EventNameFilter? names)
        {
            _tags = tags;
            Names = names;
        }

        /// <summary>The tags that an event must have, all of them; at least one.</summary>
        public IReadOnlySet<string> Tags => _tags;

        /// <summary>The names of which an event must have one; <see langword="null"/> for any.</summary>
        public EventNameFilter? Names { get; }

        /// <summary>Whether an event can be read as one that meets this criterion, or cannot be read at all.</summary>
        /// <param name="name">The stored name.</param>
        /// <param name="schemaVersion">The stored version of the shape.</param>
        /// <param name="tags">The event's tags.</param>
        /// <returns>Whether it has to be read, and whether it counts for a condition.</returns>
        public bool MayPass(string name, int schemaVersion, IReadOnlySet<string> tags)
        {
            ArgumentNullException.ThrowIfNull(tags);
            return IsMetBy(tags) && (Names is null || Names.MayPass(name, schemaVersion));
        }

        internal bool IsMetBy(IReadOnlySet<string> tags)
        {
            foreach (var tag in _tags)
            {
                if (!tags.Contains(tag)) return false;
            }

            return true;
        }
    }
}
