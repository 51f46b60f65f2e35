using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventSourcing.Subscriptions;

/// <summary>The names of a subscription's leases: one for each partition, and one for each node that takes part.</summary>
/// <remarks>Nodes have the first numbers that are free, and not leases of their own name: a store keeps a row for each name that there ever was.</remarks>
internal sealed class LeaseNames
{
    /// <summary>What the names of the leases of all subscriptions begin with.</summary>
    public const string Prefix = "subscription/";

    private const int Longest = 150;
    private readonly string _subscription;

    public LeaseNames(string subscription) =>
        _subscription = subscription.Length <= Longest ? subscription : "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subscription)));

    public string Partition(int partition) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}p/{partition}/{_subscription}");

    public string Node(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}n/{number}/{_subscription}");

    /// <summary>Which partition a lease is for; <see langword="null"/> where it is none of this subscription.</summary>
    public int? PartitionOf(Lease lease) => NumberOf(lease, "p/");

    /// <summary>Which node's number a lease is for; <see langword="null"/> where it is none of this subscription.</summary>
    public int? NodeOf(Lease lease) => NumberOf(lease, "n/");

    private int? NumberOf(Lease lease, string kind)
    {
        var name = lease.Name.AsSpan();
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name[Prefix.Length..].StartsWith(kind, StringComparison.Ordinal)) return null;
        var rest = name[(Prefix.Length + kind.Length)..];
        var end = rest.IndexOf('/');
        return end > 0 && rest[(end + 1)..].SequenceEqual(_subscription) && int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
