// An event with something to tell. (CustomEvent is not everywhere where these modules are tested.)
export class Told extends Event {
  constructor(type, detail = null) {
    super(type);
    this.detail = detail;
  }
}
