namespace EventSourcing;

/// <summary>
/// Marks a static method as an upcaster: it leads from a stored shape, a name with a version, to the current one. It is called when an event of that shape is
/// read, and what is stored stays as it is.
/// </summary>
/// <remarks>
/// <para>The first parameter is the event that was stored, or its JSON as <c>JsonObject</c> or <c>JsonElement</c>. A second one may be the event's <see cref="EventMetadata"/>.</para>
/// <para>
/// The result is an event; a tuple or a sequence of events, where one stored event stands for several, or for none; or a <c>JsonObject</c>: the JSON of another version of
/// the same name. The compiler proves that every known version of an event has a way to the current one (ESG0506, ESG0507).
/// </para>
/// <code>
/// [Upcasts] internal static MoneyWithdrawn Upcast(MoneyWithdrawnV1 old) => new(old.Amount, "EUR");
/// [Upcasts("customer-moved", 1)] internal static CustomerMoved Upcast(JsonElement old) => new(old.GetProperty("address").GetString()!);
/// </code>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class UpcastsAttribute : Attribute
{
    /// <summary>The upcaster takes the event type that its first parameter has.</summary>
    public UpcastsAttribute()
    {
    }

    /// <summary>The upcaster takes the JSON that is stored under a name and a version, for which there need be no type any more.</summary>
    /// <param name="name">The stored name; a former name stands for the name that has it as an alias.</param>
    /// <param name="version">The stored version of the shape, from 1.</param>
    public UpcastsAttribute(string name, int version)
    {
        Name = name;
        Version = version;
    }

    /// <summary>The stored name of the JSON that the upcaster takes; <see langword="null"/> where it takes an event type.</summary>
    public string? Name { get; }

    /// <summary>The stored version of the JSON that the upcaster takes; 0 where it takes an event type.</summary>
    public int Version { get; }

    /// <summary>The version whose JSON the upcaster returns, where it returns a <c>JsonObject</c>; 0 for the version after the one that it takes.</summary>
    public int To { get; set; }
}
