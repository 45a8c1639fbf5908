using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Messages;

/// <summary>A message as a customer gets it; of a call, what the caller says first. Holds personal data.</summary>
/// <param name="Channel">How it is sent.</param>
/// <param name="Language">Of the texts it was made of.</param>
/// <param name="TemplateId">Language, text and its words (<see cref="MessageRenderer.TemplateId"/>), as they were before anybody edited them.</param>
/// <param name="Subject">Of an email; null else.</param>
/// <param name="Text">Lines end with a line feed.</param>
/// <param name="OfferCode">What is offered.</param>
public sealed record RenderedMessage(ContactChannel Channel, string Language, string TemplateId, string? Subject, string Text, string OfferCode)
{
    /// <summary>Tells apart what people read: the first 48 bits of SHA-256 over channel, offer, subject and text, in hexadecimal.</summary>
    [JsonIgnore]
    public string Revision => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Channel, OfferCode, Subject, Text))).AsSpan(..6));
}
