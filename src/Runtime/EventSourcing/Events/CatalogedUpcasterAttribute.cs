using System.ComponentModel;

namespace EventSourcing;

/// <summary>Lists an upcaster of the assembly's catalog, so that assemblies which reference it see at compile time from where to where it leads.</summary>
/// <remarks>Emitted by the source generator, and read by it and by the analyzers at compile time only.</remarks>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CatalogedUpcasterAttribute : Attribute
{
    /// <summary>Lists an upcaster.</summary>
    /// <param name="method">The method.</param>
    /// <param name="name">The stored name that it takes.</param>
    /// <param name="version">The stored version that it takes.</param>
    /// <param name="to">The version of the same name whose JSON it returns; 0 where it returns events.</param>
    /// <param name="results">The types of the events that it returns: events, or base types and interfaces of events.</param>
    public CatalogedUpcasterAttribute(string method, string name, int version, int to, params Type[] results)
    {
        Method = method;
        Name = name;
        Version = version;
        To = to;
        Results = results;
    }

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>The stored name that it takes.</summary>
    public string Name { get; }

    /// <summary>The stored version that it takes.</summary>
    public int Version { get; }

    /// <summary>The version of the same name whose JSON it returns; 0 where it returns events.</summary>
    public int To { get; }

    /// <summary>The types of the events that it returns: events, or base types and interfaces of events.</summary>
    public Type[] Results { get; }
}
