using System.Formats.Asn1;
using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stations.Mqtt.Tls;

/// <summary>What a client's certificate says. It is not refused in the handshake but in the answer to CONNECT, where there are words for why.</summary>
/// <param name="Name">Whose it is: the one URI among its alternative names; without any URI its common name. Null when there is none that counts.</param>
/// <param name="Problem">Why it does not count, as it is counted; null when it does.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClientCertificate(string? Name, string? Problem)
{
    public const string Missing = "client_certificate_missing";
    public const string OutOfTime = "client_certificate_expired";
    public const string Untrusted = "client_certificate_untrusted";
    public const string WrongUse = "client_certificate_wrong_use";
    public const string Nameless = "client_certificate_nameless";

    private const string CommonName = "2.5.4.3";
    private const string AlternativeNames = "2.5.29.17";
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>The problem in a sentence.</summary>
    public string Text => Problem switch
    {
        Missing => "A client certificate is needed here.",
        OutOfTime => "The client certificate has expired or is not valid yet.",
        Untrusted => "The client certificate was not issued by an authority that is known here.",
        WrongUse => "The client certificate was not issued for clients.",
        Nameless => "The client certificate has no name, or more than one.",
        _ => "",
    };

    public static ClientCertificate Of(X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null)
        {
            return new(Name: null, Missing);
        }

        if (errors != SslPolicyErrors.None)
        {
            return new(Name: null, ProblemOf(chain));
        }

        return NameOf(shown) is { Length: > 0 } name ? new(name, Problem: null) : new(Name: null, Nameless);
    }

    private static string ProblemOf(X509Chain? chain)
    {
        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        const X509ChainStatusFlags Chainless = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;
        return (status & Chainless) != X509ChainStatusFlags.NoError || status == X509ChainStatusFlags.NoError ? Untrusted
            : status.HasFlag(X509ChainStatusFlags.NotTimeValid) ? OutOfTime
            : status.HasFlag(X509ChainStatusFlags.NotValidForUsage) ? WrongUse
            : Untrusted;
    }

    private static string? NameOf(X509Certificate2 certificate)
    {
        try
        {
            return UrisOf(certificate) switch
            {
                [var uri] => uri,
                [] => CommonNamesOf(certificate) is [var name] ? name : null,
                _ => null,
            };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    private static List<string?> CommonNamesOf(X509Certificate2 certificate) =>
    [
        .. certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName)
            .Select(part => part.GetSingleElementValue()),
    ];

    private static List<string> UrisOf(X509Certificate2 certificate)
    {
        var uris = new List<string>();
        if (certificate.Extensions[AlternativeNames] is not { } extension)
        {
            return uris;
        }

        var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(Uri))
            {
                uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Uri));
            }
            else
            {
                names.ReadEncodedValue();
            }
        }

        return uris;
    }
}
