namespace EventSourcing;

/// <summary>The type of the column that holds the business data.</summary>
public enum PostgreSqlPayloadType
{
    /// <summary><c>json</c>: checked by the server, kept byte for byte, and read twice as fast.</summary>
    Json,

    /// <summary><c>jsonb</c>: can be indexed by its content; the server reorders members and changes the form of numbers and white space.</summary>
    Jsonb,
}
