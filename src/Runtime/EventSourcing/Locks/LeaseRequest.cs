namespace EventSourcing.Storage;

/// <summary>The checks of what a lease store is asked for. For authors of stores: with it every <see cref="ILeaseStore"/> refuses the same things.</summary>
public static class LeaseRequest
{
    /// <summary>How many characters the name of a lease, and that of its owner, have at most.</summary>
    public const int MaxLength = 200;

    /// <summary>The longest time that a lease lasts.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(365);

    /// <summary>Checks the arguments of <see cref="ILeaseStore.TryAcquireAsync"/>.</summary>
    /// <param name="name">What to lease.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="duration">How long it lasts.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="owner"/> is empty, too long, or has a character that not every store can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is not greater than zero, or longer than <see cref="MaxDuration"/>.</exception>
    public static void Require(string name, string owner, TimeSpan duration)
    {
        RequireText(name, "name of a lease", nameof(name));
        RequireText(owner, "name of a lease's owner", nameof(owner));
        RequireDuration(duration);
    }

    /// <summary>Checks the arguments of <see cref="ILeaseStore.ExtendAsync"/>.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="duration">How long it lasts from now on.</param>
    /// <exception cref="ArgumentNullException"><paramref name="lease"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is not greater than zero, or longer than <see cref="MaxDuration"/>.</exception>
    public static void Require(Lease lease, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(lease);
        RequireDuration(duration);
    }

    /// <summary>Checks the arguments of <see cref="ILeaseStore.ExtendManyAsync"/>.</summary>
    /// <param name="leases">The leases.</param>
    /// <param name="duration">How long they last from now on.</param>
    /// <exception cref="ArgumentNullException"><paramref name="leases"/> or one of them is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is not greater than zero, or longer than <see cref="MaxDuration"/>.</exception>
    public static void Require(IReadOnlyList<Lease> leases, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(leases);
        RequireDuration(duration);
        var names = new HashSet<string>(leases.Count, StringComparer.Ordinal);
        foreach (var lease in leases)
        {
            ArgumentNullException.ThrowIfNull(lease, nameof(leases));
            if (!names.Add(lease.Name)) throw new ArgumentException($"The lease '{lease.Name}' is to be extended twice. Name each lease once.", nameof(leases));
        }
    }

    /// <summary>Checks the beginning of names for <see cref="ILeaseStore.ListAsync"/>.</summary>
    /// <param name="prefix">The beginning.</param>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> is too long, or has a character that not every store can hold.</exception>
    public static void RequirePrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0) RequireText(prefix, "beginning of names of leases", nameof(prefix));
    }

    /// <summary>Checks a name that every store must be able to hold: 1 to <see cref="MaxLength"/> characters, without NUL and halves of surrogate pairs.</summary>
    internal static void RequireText(string text, string what, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        if (text.Length > MaxLength) throw new ArgumentException($"The {what} '{text}' has {text.Length} characters; it has at most {MaxLength}.", parameter);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (text[i] == '\0' || char.IsSurrogate(text[i])) throw new ArgumentException($"The {what} has the character U+{(int)text[i]:X4} at index {i}, which not every store can hold.", parameter);
        }
    }

    private static void RequireDuration(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero || duration > MaxDuration) throw new ArgumentOutOfRangeException(nameof(duration), duration, $"A lease lasts longer than zero, and at most {MaxDuration.TotalDays:0} days.");
    }
}
