namespace EventSourcing.Compiler;

/// <summary>The conditions of [JsonIgnore], with the numbers of System.Text.Json.</summary>
internal enum JsonIgnoring
{
    /// <summary>The member is written and read, whatever the options say.</summary>
    Never = 0,

    /// <summary>The member is neither written nor read.</summary>
    Always = 1,

    /// <summary>The member is not written while it has the default of its type.</summary>
    WhenWritingDefault = 2,

    /// <summary>The member is not written while it is <see langword="null"/>.</summary>
    WhenWritingNull = 3,

    /// <summary>The member is read and never written.</summary>
    WhenWriting = 4,

    /// <summary>The member is written and never read.</summary>
    WhenReading = 5,
}
