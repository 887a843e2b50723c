using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>A file with certificates of authorities: any number as PEM, or one as DER. What else is in it is left out.</summary>
public static class AuthoritiesFile
{
    /// <summary>Reads them; the caller disposes of them.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="CryptographicException">There is none in it, or one that is not valid.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(path);
        if (certificates.Count == 0)
        {
            certificates.Add(X509CertificateLoader.LoadCertificateFromFile(path));
        }

        return certificates;
    }
}
