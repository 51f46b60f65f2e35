using Akka.Actor;
using Akka.Serialization;

namespace Benchmarks.PostgreSql;

/// <summary>The quickest serializer that can be given to Akka for these events: the one that the hand-written code uses. Its own default is slower.</summary>
public sealed class AkkaJson(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4711;

    public override string Manifest(object o) => BenchJson.NameOf(o);

    public override byte[] ToBinary(object obj) => BenchJson.Write(obj);

    public override object FromBinary(byte[] bytes, string manifest) => BenchJson.Read(manifest, bytes);
}
