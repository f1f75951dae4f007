/** What a page holds, as values with names: what the page reader hands over is decoded here, once. */

/**
 * A link to what may be a paper, or the text between two.
 * @typedef {object} Part
 * @property {number} at its index
 * @property {string} href "" for text
 * @property {string} text
 * @property {boolean} isBold
 * @property {Container | undefined} container the innermost one around a link, or around text that may
 *   name papers
 * @property {number} place its index among the landmarks; -1 for other text
 */

/**
 * A part that may name papers; or a title, with the index of the part that its end is in, or right
 * before, and its end there. A guess is a heading, a line's start in bold, a heading that is a link, or
 * the term (`dt`) of a description.
 * @typedef {{ part: Part, title?: undefined } | Title} Landmark
 */
/**
 * @typedef {object} Title
 * @property {undefined} [part]
 * @property {string} title
 * @property {number} at
 * @property {number} offset
 * @property {boolean} isGuess
 * @property {"" | "linked" | "term"} kind
 */

/**
 * An element around a link: from its first landmark to the one after its last. A term (`dt`) goes on
 * to the end of its last description.
 * @typedef {object} Container
 * @property {string} name of the element
 * @property {number} from
 * @property {number} to
 * @property {Container | undefined} outer the next one around it
 */

/**
 * What one frame of a page states beside what it shows.
 * @typedef {object} Stated
 * @property {string} url
 * @property {string[]} arxivIds `citation_arxiv_id`
 * @property {string[]} dois `citation_doi`
 * @property {string[]} urls `citation_pdf_url` and its like
 * @property {string} statedTitle `citation_title`, or what other tags say is the paper's title
 * @property {string} dcTitle `DC.title`, which many sites put on any page
 * @property {string} heading the one that `document.title` contains, else the first `h1`
 * @property {boolean} isTitled whether `document.title` contains that heading
 * @property {boolean} hasAbstract whether the page has exactly one abstract
 * @property {boolean} hasPdf whether exactly one PDF is labeled "PDF", "Paper" or the like
 * @property {string} title `document.title`
 * @property {string} linkText the text of the link that was clicked, in lines as it is shown
 * @property {string[][]} linkNames of each link to its address: its text, its title, its names for
 *   screen readers; none for links without any
 */

/**
 * What one frame of a page holds: as much as the reader sees.
 * @typedef {Stated & { parts: readonly Part[], landmarks: readonly Landmark[] }} PageContent
 */

/**
 * The same as it comes from the page: in tuples, which are fast to hand over.
 * @typedef {object} Wire
 * @property {[href: string, text: string, container?: number, isBold?: boolean][]} parts
 * @property {(number | [title: string, at: number, offset: number, isGuess?: boolean,
 *   kind?: "linked" | "term"])[]} landmarks in order; a number is a part's index
 * @property {[name: string, from: number, to: number, outer: number][]} containers -1 for no outer one
 */
/** @typedef {Stated & Wire} WireContent */

/**
 * @param {WireContent} wire
 * @returns {PageContent}
 */
export function decoded({ parts, landmarks, containers, ...stated }) {
  /** @type {Container[]} */
  const elements = containers.map(([name, from, to]) => ({ name, from, to, outer: undefined }));
  for (const [at, [, , , outer]] of containers.entries()) elements[at].outer = elements[outer];
  const places = new Map(landmarks.map((it, place) => [it, place]));
  const named = parts.map(([href, text, container = -1, isBold = false], at) => (
    { at, href, text, isBold, container: elements[container], place: places.get(at) ?? -1 }
  ));
  return {
    ...stated,
    parts: named,
    landmarks: landmarks.map((it) => {
      if (typeof it === "number") return { part: named[it] };
      const [title, at, offset, isGuess = false, kind = ""] = it;
      return { title, at, offset, isGuess, kind };
    }),
  };
}
