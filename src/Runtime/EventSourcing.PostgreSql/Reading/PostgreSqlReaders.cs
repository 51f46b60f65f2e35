namespace EventSourcing.PostgreSql;

/// <summary>What reads a store, once it is known what the store is.</summary>
internal sealed class PostgreSqlReaders
{
    public PostgreSqlReaders(PostgreSqlDatabase database, PostgreSqlStoreInfo info)
    {
        Info = info;
        Decoder = new PostgreSqlRowDecoder(info.StoreId, database.Types, database.Serializer);
        Streams = new PostgreSqlStreams(database);
        Fence = new PostgreSqlFence(database, info);
        Stream = new PostgreSqlStreamReader(database, info, Decoder, Streams);
        Replay = new PostgreSqlReplay(database, info, Decoder, Streams);
        Lookup = new PostgreSqlEventLookup(database, info, Decoder, Streams);
        Feed = new PostgreSqlFeedReader(database, info, Decoder, Streams, Fence);
        Status = new PostgreSqlFeedStatusReader(database, info, Fence);
    }

    public PostgreSqlStoreInfo Info { get; }

    public PostgreSqlRowDecoder Decoder { get; }

    public PostgreSqlStreams Streams { get; }

    public PostgreSqlFence Fence { get; }

    public PostgreSqlStreamReader Stream { get; }

    public PostgreSqlReplay Replay { get; }

    public PostgreSqlEventLookup Lookup { get; }

    public PostgreSqlFeedReader Feed { get; }

    public PostgreSqlFeedStatusReader Status { get; }
}
